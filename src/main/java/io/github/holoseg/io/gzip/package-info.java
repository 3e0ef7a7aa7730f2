/** Unpacks gzip files (RFC 1952) ahead of their reader. */
package io.github.holoseg.io.gzip;
