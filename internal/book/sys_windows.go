package book

import "os"

// renameOpen says that an open file can be renamed and replaced on this system.
var renameOpen = false

// lockFile leaves the lock to bbolt: Windows does not let one file be locked
// twice.
func lockFile(*os.File, bool) (bool, error) { return true, nil }

// unlockFile is closing the file on this system.
func unlockFile(*os.File) {}

// syncDir: a folder cannot be synced on this system; the rename is journalled.
func syncDir(string) error { return nil }
