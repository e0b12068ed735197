"""Articles as WeChat carries them: rendering, checking, exporting."""
