/** Thin doors into Fiji and ImageJ: parse, call, report. */
package io.github.holoseg.commands;
