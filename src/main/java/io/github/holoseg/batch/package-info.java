/** Runs on files: read, segment, write, report; one case or a folder of them. */
package io.github.holoseg.batch;
