/**
 * PyTorch checkpoints and bare pickles, read without running anything from them.
 *
 * <p>{@link io.github.holoseg.model.torch.TorchCheckpoint} opens a file of {@code torch.save} and
 * gives its tensors; {@link io.github.holoseg.model.torch.PickleReader} reads a bare pickle. A
 * pickle is a program for a small machine, and Python's own machine calls whatever the program
 * names. The one here ({@code PickleMachine}) knows the few operations and names that weights need;
 * anything else is refused by name. docs/torch-files.md.
 */
package io.github.holoseg.model.torch;
