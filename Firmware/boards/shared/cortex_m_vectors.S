// Cortex-M: the vector table. No interrupt of the board is enabled, so the architecture's fourteen
// exceptions end it.
  .section .vectors, "a"
  .word start_stack_top
  .word start_program
  .rept 14
  .word start_fault
  .endr
