package desk

import (
	"sync"
	"time"
)

// Beat is how often, at most, the screens read again while others post: a person
// sees no more, and readings as fast as postings would only make these wait.
const Beat = 250 * time.Millisecond

// Paced passes the first change on at once and those that follow within a beat as
// one, at its end: the newest, with the warnings of all. fn must not block.
func Paced(beat time.Duration, fn func(Changed)) func(Changed) {
	p := &pace{beat: beat, fn: fn}
	return p.tell
}

type pace struct {
	beat time.Duration
	fn   func(Changed)

	mu      sync.Mutex
	waiting *Changed // what the next beat tells
	resting bool     // a beat has not ended
}

func (p *pace) tell(c Changed) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.resting {
		if p.waiting != nil {
			c.Warnings = append(p.waiting.Warnings, c.Warnings...)
		}
		p.waiting = &c
		return
	}
	p.pass(c)
}

func (p *pace) pass(c Changed) {
	p.waiting, p.resting = nil, true
	time.AfterFunc(p.beat, p.ended)
	p.fn(c)
}

func (p *pace) ended() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.resting = false; p.waiting != nil {
		p.pass(*p.waiting)
	}
}
