// What only the browser can do: clocks that tick, keys, scrolling, files. Everything else is the server's.
(() => {
  'use strict';
  const english = () => document.documentElement.lang === 'en';

  // "3 分 20 秒": two units are enough to compare by.
  function wait(milliseconds) {
    const seconds = Math.max(0, Math.floor(milliseconds / 1000));
    const units = english() ? ['d', 'h', 'm', 's'] : ['天', '时', '分', '秒'];
    const parts = [Math.floor(seconds / 86400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60];
    const first = Math.min(parts.findIndex(part => part > 0) + 4 * (parts.every(part => part === 0)), 3);
    const shown = parts.map((part, index) => index === first || (index === first + 1 && first < 3) ? part + units[index] : '').join(english() ? ' ' : '').trim();
    return shown;
  }

  const fiveMinutes = 300000;
  const quarter = 900000;
  const hour = 3600000;
  function tick() {
    const now = Date.now();
    for (const clock of document.querySelectorAll('.wait[data-since]')) {
      const waited = now - Number(clock.dataset.since);
      const text = wait(waited);
      if (clock.textContent !== text) { clock.textContent = text; }
      clock.dataset.level = waited > quarter ? 'late' : waited > fiveMinutes ? 'slow' : 'fine';
    }
    for (const clock of document.querySelectorAll('.wait[data-until]')) {
      const left = Number(clock.dataset.until) - now;
      const text = left < 0 ? (english() ? `${wait(-left)} over` : `已超 ${wait(-left)}`) : english() ? `${wait(left)} left` : `剩 ${wait(left)}`;
      if (clock.textContent !== text) { clock.textContent = text; }
      clock.dataset.level = left < 0 ? 'late' : left < Number(clock.dataset.slow ?? hour) ? 'slow' : 'fine';
    }
  }
  setInterval(tick, 1000);
  new MutationObserver(() => { tick(); giveBack(); }).observe(document.documentElement, { childList: true, subtree: true, attributes: true, attributeFilter: ['data-since', 'data-until'] });

  // A sheet keeps the keyboard while it is open, and gives it back to where it was opened from.
  // A Tab may reach into the sheet before the sheet has taken the keyboard itself, so whatever has the focus first tells of it.
  let sheets = [];
  document.addEventListener('focusin', event => {
    const box = event.target.closest('.modal');
    if (box && !sheets.some(sheet => sheet.box === box)) { sheets.push({ box, from: event.relatedTarget }); }
  });
  function giveBack() {
    const closed = sheets.filter(sheet => !sheet.box.isConnected);
    if (closed.length === 0) { return; }
    sheets = sheets.filter(sheet => sheet.box.isConnected);
    if (document.activeElement === document.body) { closed[0].from?.focus({ preventScroll: true }); }
  }
  const stops = 'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), [tabindex="0"]';
  function stay(event, box) {
    const inside = [...box.querySelectorAll(stops)].filter(one => one.getClientRects().length > 0);
    const away = !box.contains(document.activeElement);
    const edge = event.shiftKey ? inside[0] : inside[inside.length - 1];
    if (inside.length > 0 && !away && document.activeElement !== edge && !(event.shiftKey && document.activeElement === box)) { return; }
    event.preventDefault();
    (event.shiftKey ? inside[inside.length - 1] : inside[0])?.focus();
  }

  let receiver = null;
  const picks = { ArrowDown: 'phrase-next', ArrowUp: 'phrase-previous', Enter: 'phrase-take' };
  const suggestions = { 1: 'suggestion-1', 2: 'suggestion-2', 3: 'suggestion-3' };
  const plain = { j: 'next', ArrowDown: 'next', k: 'previous', ArrowUp: 'previous', Enter: 'open', c: 'claim', d: 'done', h: 'hand-over', b: 'mark-intent', s: 'to-sales', i: 'impossible', n: 'take', u: 'uphold', x: 'dismiss', Escape: 'leave', ...suggestions };
  // Heard in an open sheet too, if it says so; everything else stays with the sheet.
  const deciding = ['take', 'uphold', 'dismiss', 'send'];
  document.addEventListener('keydown', event => {
    const typing = event.target.matches('input, textarea, select, [contenteditable]');
    const boxes = document.querySelectorAll('.modal');
    const modal = boxes.length > 0;
    if (event.key === 'Tab' && modal) { stay(event, boxes[boxes.length - 1]); return; }
    // A row is opened like a button; what stands in it answers for itself.
    if ((event.key === 'Enter' || event.key === ' ') && event.target.matches('tr[tabindex]')) { event.preventDefault(); event.target.click(); return; }
    if (event.key === '/' && !typing && !modal && !event.ctrlKey && !event.metaKey) {
      const search = document.querySelector('input.search');
      if (search) { event.preventDefault(); search.focus(); search.select(); }
      return;
    }
    // What had the focus may be gone from the sheet with what it did; the key still means the sheet.
    if (event.key === 'Escape' && modal && event.target === document.body) {
      boxes[boxes.length - 1].dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
      return;
    }
    // The list of canned phrases stands over the answer; its keys do not move the cursor there.
    const picking = event.target.matches('.answer-box') && document.querySelector('.phrase-pick [role=option]') ? picks[event.key] : undefined;
    if (picking && receiver && !modal && !event.isComposing && !event.ctrlKey) { event.preventDefault(); receiver.invokeMethodAsync('OnKeyAsync', picking); return; }
    if (event.key === 'Escape' && typing && !modal) { event.target.blur(); return; }
    if (!receiver || event.isComposing || (modal && !boxes[boxes.length - 1].matches('[data-keys]'))) { return; }
    let command = null;
    if (event.ctrlKey || event.metaKey) { command = event.key === 'Enter' ? 'send' : suggestions[event.key] ?? null; }
    else if (!typing && !event.altKey && !(event.key === 'Enter' && event.target.matches('button, a'))) { command = plain[event.key] ?? null; }
    if (modal && !deciding.includes(command)) { return; }
    if (command) { event.preventDefault(); receiver.invokeMethodAsync('OnKeyAsync', command); }
  });

  window.steward = {
    // Said on the document as well: who presses keys by program has to know from when on they are heard.
    keys: target => { receiver = target; document.documentElement.toggleAttribute('data-listening', target !== null); },
    reveal: selector => {
      const found = document.querySelectorAll(selector);
      found[found.length - 1]?.scrollIntoView({ block: 'nearest' });
    },
    // On a touch screen the keyboard would cover what is to be read.
    focus: selector => { if (!matchMedia('(pointer: coarse)').matches) { document.querySelector(selector)?.focus({ preventScroll: true }); } },
    copy: async text => {
      try { await navigator.clipboard.writeText(text); return true; } catch { return false; }
    },
    download: async (name, stream) => {
      const address = URL.createObjectURL(new Blob([await stream.arrayBuffer()], { type: 'text/csv;charset=utf-8' }));
      const link = Object.assign(document.createElement('a'), { href: address, download: name });
      document.body.append(link);
      link.click();
      link.remove();
      setTimeout(() => URL.revokeObjectURL(address), 10000);
    },
  };
})();
