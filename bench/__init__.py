"""What is measured, with one command: `make bench`. Loopback only, bounded, ends by itself. See docs/performance.md."""
