package io.github.holoseg.model.totalsegmentator;

/**
 * A zip file to fetch. The original project publishes neither sizes nor hashes with its table.
 *
 * @param url http, https or file
 * @param name the zip file's name
 * @param folder name of the folder at the top of the zip
 */
public record Download(String url, String name, String folder) {}
