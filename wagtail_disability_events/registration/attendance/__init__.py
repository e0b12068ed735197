"""Who came. No screen: the door is in checkin/."""
