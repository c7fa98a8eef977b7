// The model image of a memory report, in flash.
  .section .rodata.image, "a"
  .balign 64
  .global model_image, model_image_end
  .type model_image, %object
model_image:
  .incbin "model.atsnn"
model_image_end:
  .size model_image, . - model_image
#if defined(__linux__)
  .section .note.GNU-stack, "", %progbits
#endif
