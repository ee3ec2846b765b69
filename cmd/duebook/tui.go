package main

import "fmt"

func (g *globals) tui() error { return fmt.Errorf("soon") }
