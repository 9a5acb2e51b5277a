"""The demo world's surveys: invented answers, counted by the same code as real ones."""
