// Cortex-M: the vector table. No interrupt of the board is enabled, so the architecture's fourteen
// exceptions end it. A program may define start_nmi, where a watchdog comes in.
  .section .vectors, "a"
  .word start_stack_top
  .word start_program
  .word start_nmi
  .rept 13
  .word start_fault
  .endr
