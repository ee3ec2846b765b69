package main

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/BurntSushi/toml"

	"duebook/ui/theme"
)

// choices are what a person chose for their own terminal, kept in the user's
// configuration folder. They hold nothing of any book.
type choices struct {
	Theme string `toml:"theme,omitempty"` // "light" or "dark"; what the terminal says when empty
	Bidi  string `toml:"bidi,omitempty"`  // "isolate", "app" or "raw"; what suits the terminal when empty or "auto"
}

func configPath() (string, error) {
	dir, err := os.UserConfigDir()
	return filepath.Join(dir, "duebook", "config.toml"), err
}

// readChoices reads the choices; none are made when there is no file.
func readChoices() (c choices, err error) {
	path, err := configPath()
	if err != nil {
		return c, nil
	}
	_, err = toml.DecodeFile(path, &c)
	if errors.Is(err, fs.ErrNotExist) {
		return c, nil
	}
	return c, err
}

func (c choices) write() error {
	path, err := configPath()
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := toml.NewEncoder(&b).Encode(c); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	return os.WriteFile(path, b.Bytes(), 0o600)
}

// apply puts the chosen theme in place of what the environment says.
func (c choices) apply() {
	o := theme.FromEnv()
	if os.Getenv("DUEBOOK_THEME") == "" && c.Theme != "" {
		o.Dark = c.Theme != "light"
	}
	c.bidi(&o)
	theme.Use(theme.New(o))
}

// otherTheme changes between light and dark and keeps the choice.
func otherTheme() (string, error) {
	c, err := readChoices()
	if err != nil {
		return "", err
	}
	o := theme.FromEnv()
	o.Dark, o.Bidi = theme.Now().Name == "light", theme.Now().Bidi
	c.Theme = "light"
	if o.Dark {
		c.Theme = "dark"
	}
	theme.Use(theme.New(o))
	return c.Theme, c.write()
}
