# Fault drills on the self-test, the replay of the golden vectors in flash: it must notice a flipped
# bit in the weights (at start-up, by CRC-32) and one in the state (by the digests, with the timestep
# and node). A watchdog that the runtime feeds never interrupts, and does when the runtime may not feed
# it; time is then counted in instructions, 64 ns each, so that it does not depend on this machine.
# Included by the root Makefile after boards.mk.

DRILLS := $(REPLAY)/drills
DRILLS_OUT := build/drills
DRILLS_FOLDER := fashion-int8
DRILLS_BOARD := mps2-an386

# The drills are `none`, `weights`, `state`, `fed` and `withheld`; `weights` has its own vectors.
$(DRILLS_OUT)/%/vectors.bin: $(DRILLS)/flip_image.py Tests/Vectors/$(DRILLS_FOLDER)/vectors.json
	@rm -rf $(@D) && mkdir -p $(@D)/vectors
	@if [ $* = weights ]; then python3 $< Tests/Vectors/$(DRILLS_FOLDER) $(@D)/vectors; \
	  else cp -r Tests/Vectors/$(DRILLS_FOLDER) $(@D)/vectors; fi
	@python3 $(REPLAY)/pack_vectors.py $(@D)/vectors $@

DRILLS_LINK_state := -Wl,--wrap=atsnn_session_step $(DRILLS)/flip_state.c
DRILLS_LINK_fed := $(foreach name,init output_digest membrane_digest,-Wl,--wrap=atsnn_session_$(name)) \
  $(DRILLS)/watchdog.c
DRILLS_LINK_withheld := -DDRILL_WITHHELD=true $(DRILLS_LINK_fed)
DRILLS_RUN = $(patsubst -kernel,$(DRILLS_TIME_$(1)) -kernel,$($(DRILLS_BOARD)_RUN))
DRILLS_TIME_fed := -icount shift=6
DRILLS_TIME_withheld := $(DRILLS_TIME_fed)

$(DRILLS_OUT)/%/log: $(DRILLS_OUT)/%/vectors.bin $(BOARDS_OUT)/$(DRILLS_BOARD)/atsnn.o \
    $(REPLAY_SOURCES) $(BOARD_SHARED) $(wildcard $(DRILLS)/*.c)
	@$($(DRILLS_BOARD)_TOOLS)gcc $(BOARD_CFLAGS) $($(DRILLS_BOARD)_CC) -Wl,--gc-sections \
	  -Wa,-I$(@D) $(filter %.c %.S,$(REPLAY_SOURCES)) $(BOARDS_OUT)/$(DRILLS_BOARD)/atsnn.o \
	  $(DRILLS_LINK_$*) $(call $(DRILLS_BOARD)_LINK,$(DRILLS_BOARD)) -lgcc -o $(@D)/replay
	@timeout 60 $(call DRILLS_RUN,$*) $(@D)/replay > $@; echo "status $$?" >> $@

# What the host's comparison says of a log; it fails, as it must.
$(DRILLS_OUT)/%/verdict: $(DRILLS_OUT)/%/log
	@PYTHONPATH=Tools/oracle $(BOARD_PYTHON) -m oracle compare-log \
	  --vectors $(DRILLS_OUT)/$*/vectors $< > $@ 2>&1 || echo "status $$?" >> $@

.PHONY: drills-tests
drills-tests: $(DRILLS_OUT)/weights/log $(patsubst %,$(DRILLS_OUT)/%/verdict,state none fed withheld) ## flipped bits in flash and RAM and a starved watchdog are noticed
	@$(DRILLS)/judge.sh "a flipped bit in the weights is refused at start-up" \
	  '^refused: a section of the image does not have its CRC-32' $(DRILLS_OUT)/weights/log
	@$(DRILLS)/judge.sh "a flipped bit in the state is found by its digest" \
	  '^first difference: $(DRILLS_FOLDER)/.*: step 1 node .* membranes' $(DRILLS_OUT)/state/verdict
	@$(DRILLS)/judge.sh "without a flipped bit nothing is found" \
	  '^8 passed, 0 failed' $(DRILLS_OUT)/none/verdict
	@$(DRILLS)/judge.sh "a watchdog that the runtime feeds lets every vector pass" \
	  '^8 passed, 0 failed' $(DRILLS_OUT)/fed/verdict
	@$(DRILLS)/judge.sh "a watchdog that the runtime may not feed interrupts" \
	  '^watchdog: not fed in time' $(DRILLS_OUT)/withheld/log
	@$(DRILLS)/judge.sh "and the self-test's comparison names what is missing" \
	  '^first difference: $(DRILLS_FOLDER)/.*: step 1 .* found nothing' $(DRILLS_OUT)/withheld/verdict
