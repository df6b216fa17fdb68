"""What we measure, as ratios in one run: machines are noisy, so a figure without its floor says little."""
