package io.github.dl4jimagegen.image;

/** What a source has of an image: the bytes of a file, or the pixels. */
public sealed interface ImageContent permits EncodedImage, Image {}
