/** The command line: arguments, use cases, exit codes. */
package io.github.holoseg.cli;
