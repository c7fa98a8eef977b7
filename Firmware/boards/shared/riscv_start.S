// RISC-V: the first instruction and the exceptions, in machine mode. Harts other than 0 sleep.
  .option arch, +zicsr
  .section .start, "ax"
  .global board_entry
board_entry:
  csrr t0, mhartid
  bnez t0, sleep
  la t0, start_fault
  csrw mtvec, t0
  la sp, start_stack_top
  j start_program
sleep:
  wfi
  j sleep
