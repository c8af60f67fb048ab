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
      clock.dataset.level = left < 0 ? 'late' : left < hour ? 'slow' : 'fine';
    }
  }
  setInterval(tick, 1000);
  new MutationObserver(tick).observe(document.documentElement, { childList: true, subtree: true, attributes: true, attributeFilter: ['data-since', 'data-until'] });

  let receiver = null;
  const plain = { j: 'next', ArrowDown: 'next', k: 'previous', ArrowUp: 'previous', Enter: 'open', c: 'claim', d: 'done', i: 'impossible', Escape: 'leave' };
  document.addEventListener('keydown', event => {
    const typing = event.target.matches('input, textarea, select, [contenteditable]');
    const modal = document.querySelector('.modal') !== null;
    if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey) {
      const search = document.querySelector('input.search');
      if (search) { event.preventDefault(); search.focus(); search.select(); }
      return;
    }
    if (event.key === 'Escape' && typing && !modal) { event.target.blur(); return; }
    if (!receiver || modal || event.isComposing) { return; }
    let command = null;
    if (event.ctrlKey || event.metaKey) { command = event.key === 'Enter' ? 'send' : event.key === '1' ? 'suggestion' : null; }
    else if (!typing && !event.altKey && !(event.key === 'Enter' && event.target.matches('button, a'))) { command = plain[event.key] ?? null; }
    if (command) { event.preventDefault(); receiver.invokeMethodAsync('OnKeyAsync', command); }
  });

  window.steward = {
    keys: target => { receiver = target; },
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
