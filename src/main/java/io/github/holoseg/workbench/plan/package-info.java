/** What a run would take on this machine, before it is started and while it goes on. */
package io.github.holoseg.workbench.plan;
