/**
 * nnU-Net v2 results folders: {@code plans.json} and {@code dataset.json} become a {@link
 * io.github.holoseg.model.ModelSpec}, the checkpoints of the folds ONNX files in the cache.
 *
 * <p>What changes a result is read strictly; nnU-Net's files hold many further keys, which are left
 * alone. Rules matched: nnunetv2 2.8.1.
 */
package io.github.holoseg.model.nnunet;
