"""The directory of help as values: who helps, with what, where and when. Of organisations, never of a student."""
