package io.github.holoseg.viewer.swing;

import io.github.holoseg.measure.LabelStatistics;
import io.github.holoseg.viewer.ViewerSnapshot;
import io.github.holoseg.viewer.image.Histogram;
import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.Font;
import java.util.List;
import java.util.Optional;
import javax.swing.BorderFactory;
import javax.swing.BoxLayout;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;

/** At the side: window, overlay, labels, and what others add. */
final class SideBar extends JPanel {
  static final int LEAST_WIDTH = 290;
  static final int STANDARD_WIDTH = 330;

  private final JPanel top = new JPanel();
  private final WindowSection window;
  private final OverlaySection overlay;
  private final LabelSection labels;

  SideBar(ViewerPanel panel) {
    super(new BorderLayout());
    setPreferredSize(new Dimension(STANDARD_WIDTH, 400));
    setMinimumSize(new Dimension(LEAST_WIDTH, 200));
    window = new WindowSection(panel);
    overlay = new OverlaySection(panel.state());
    labels = new LabelSection(panel);
    top.setLayout(new BoxLayout(top, BoxLayout.Y_AXIS));
    addSection(Texts.get("side.window"), window);
    addSection(Texts.get("side.overlay"), overlay);
    add(top, BorderLayout.NORTH);
    add(section(Texts.get("side.labels"), labels), BorderLayout.CENTER);
    JComponent measures = section(Texts.get("side.measures"), panel.measureSection());
    measures.setVisible(!panel.measures().all().isEmpty());
    add(measures, BorderLayout.SOUTH);
  }

  void addSection(String title, JComponent content) {
    top.add(section(title, content));
    revalidate();
  }

  private static JComponent section(String title, JComponent content) {
    JPanel section = new JPanel(new BorderLayout(0, 6));
    section.setBorder(BorderFactory.createEmptyBorder(8, 12, 8, 12));
    JLabel heading = new JLabel(title);
    heading.setFont(Theme.font(Font.BOLD, 12));
    section.add(heading, BorderLayout.NORTH);
    section.add(content, BorderLayout.CENTER);
    section.setAlignmentX(LEFT_ALIGNMENT);
    return section;
  }

  void show(ViewerSnapshot s) {
    window.show(s);
    overlay.show(s);
    labels.show(s);
  }

  void setHistogram(Histogram histogram) {
    window.setHistogram(histogram);
  }

  void setStatistics(List<LabelStatistics> statistics) {
    labels.setStatistics(statistics);
  }

  /** LPS mm; empty while it is not known, or if the label has no voxel. */
  Optional<double[]> centroid(int label) {
    return labels.centroid(label);
  }

  void searchLabels() {
    labels.search();
  }
}
