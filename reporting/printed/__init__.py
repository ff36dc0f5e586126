"""What a district hangs up and hands out: posters, cards and stickers, laid out once and drawn as PDF or as SVG."""
