package book

func ignoreFileLimit() {}
