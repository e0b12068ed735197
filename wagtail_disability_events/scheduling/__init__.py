"""Operations on dates by staff: cancel, move, duplicate, check a schedule. No sign-up screen."""
