/** Unpacks deflate and gzip data (RFC 1951, RFC 1952), faster than the JDK's zlib does. */
package io.github.holoseg.io.deflate;
