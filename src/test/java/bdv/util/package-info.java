/** Stands for BigDataViewer's own package: what the bridge calls, and a memory of the calls. */
package bdv.util;
