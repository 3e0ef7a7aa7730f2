/**
 * Models from elsewhere: addresses, zip archives and folders become folders of our own format in
 * the user's models folder. Nothing of a model is executed.
 */
package io.github.holoseg.model.install;
