// Package desk is the one door for people and scripts: who is acting, which day
// it is, and a method for each thing a screen asks or posts. It turns wishes
// into commands, posts them under a request key, and tells what changed. It
// must never decide what a rule decides, nor hold a reading of the book while
// anyone waits.
package desk
