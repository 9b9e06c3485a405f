"""The program Lotse: rules, county packs, conversation engine, services, channels and commands."""
