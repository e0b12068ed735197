"""Articles as WeChat carries them: rendering, checking, exporting. No call to WeChat: that is channels/."""
