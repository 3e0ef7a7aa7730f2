/** Stands for imglib2-realtransform, which Fiji brings and we do not use otherwise. */
package net.imglib2.realtransform;
