// The packed golden vectors, in flash.
  .section .rodata.vectors, "a"
  .balign 64
  .global packed_vectors
packed_vectors:
  .incbin "vectors.bin"
#if defined(__linux__)
  .section .note.GNU-stack, "", %progbits
#endif
