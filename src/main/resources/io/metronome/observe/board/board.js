// The script of the board. It puts the elements that the worker sends in place of those that are there, and keeps the
// focus. Text goes into the page as text only. The token stays in this script's memory and goes with the page.
'use strict';

(() => {
  const TAGS = new Set(('section div p h1 h2 h3 ul ol li dl dt dd table caption thead tbody tr th td a span strong code '
    + 'pre bdi time form label input select option button').split(' '));
  const ATTRIBUTES = new Set(('class id title scope href role tabindex for type name value placeholder method action selected '
    + 'inputmode maxlength autocomplete datetime colspan hidden aria-label aria-labelledby aria-hidden aria-live '
    + 'aria-current aria-sort data-key data-action data-instance data-command data-line data-board').split(' '));
  const OWN_ADDRESS = /^([?#][^\s\\]*|\.?\/?|[a-z]+(\.[a-z]+)?(#[a-z]+)?)$/;
  const BETWEEN = 2000;
  const AT_LEAST_EVERY = 5000;
  const AGAIN = 10000;

  const board = document.getElementById('board');
  const age = document.getElementById('age');
  const told = document.getElementById('told');
  let etag = '';
  let loadedAt = 0;
  let loading = null;
  let scheduled = 0;
  let events = null;
  let sentence = heading();
  let token = '';

  // ---- elements

  function create(tag) {
    if (!TAGS.has(tag)) {
      throw new Error('the board has no element ' + tag);
    }
    return document.createElement(tag);
  }

  function dress(element, attributes) {
    for (const name of element.getAttributeNames()) {
      if (!(name in attributes)) {
        element.removeAttribute(name);
      }
    }
    for (const [name, value] of Object.entries(attributes)) {
      const isAddress = name === 'href' || name === 'action';
      if (!ATTRIBUTES.has(name) || (isAddress && !OWN_ADDRESS.test(value))) {
        throw new Error('the board has no attribute ' + name);
      }
      if (element.getAttribute(name) !== value) {
        element.setAttribute(name, value);
      }
    }
  }

  function isKeyed(node) {
    return node.nodeType === Node.ELEMENT_NODE && node.dataset.key !== undefined;
  }

  // Makes these nodes the children of that parent. A child with a key stays the element that it was, wherever it goes.
  function patch(parent, nodes) {
    const wanted = new Set(nodes.filter(Array.isArray).map(node => node[1]['data-key']));
    const keyed = new Map();
    for (const child of [...parent.childNodes]) {
      if (isKeyed(child)) {
        if (wanted.has(child.dataset.key)) {
          keyed.set(child.dataset.key, child);
        } else {
          child.remove();
        }
      }
    }
    let at = parent.firstChild;
    for (const node of nodes) {
      at = Array.isArray(node) ? place(parent, at, node, keyed) : write(parent, at, node);
    }
    while (at) {
      const next = at.nextSibling;
      at.remove();
      at = next;
    }
  }

  function write(parent, at, text) {
    if (at && at.nodeType === Node.TEXT_NODE) {
      if (at.data !== text) {
        at.data = text;
      }
      return at.nextSibling;
    }
    parent.insertBefore(document.createTextNode(text), at);
    return at;
  }

  function place(parent, at, [tag, attributes, ...children], keyed) {
    const key = attributes['data-key'];
    let element = null;
    if (key !== undefined) {
      element = keyed.get(key) || null;
      keyed.delete(key);
    } else if (at && at.nodeType === Node.ELEMENT_NODE && !isKeyed(at)) {
      element = at;
    }
    if (element && element.localName !== tag) {
      if (element === at) {
        at = at.nextSibling;
      }
      element.remove();
      element = null;
    }
    if (element === null) {
      element = parent.insertBefore(create(tag), at);
    } else if (element === at) {
      at = at.nextSibling;
    } else {
      parent.insertBefore(element, at);
    }
    dress(element, attributes);
    patch(element, children);
    return at;
  }

  function show(nodes, isNewPage, focus) {
    const focused = document.activeElement;
    patch(board, nodes);
    if (isNewPage) {
      for (const form of board.querySelectorAll('form')) {
        form.reset();
      }
      (focus || document.getElementById('subject') || board).focus();
    } else if (focused !== document.activeElement && focused && focused.isConnected) {
      focused.focus({preventScroll: true});
    }
    document.title = heading() + ' – metronome';
    if (heading() !== sentence) {
      sentence = heading();
      told.textContent = sentence;
    }
  }

  function heading() {
    const h1 = board.querySelector('h1');
    return h1 ? h1.lastChild.textContent : '';
  }

  // ---- what changes

  // focus: what has the focus on a new page, in place of its heading
  async function load(isNewPage, focus) {
    if (loading) {
      if (!isNewPage) {
        return;
      }
      loading.abort();
    }
    const own = new AbortController();
    loading = own;
    const timeout = setTimeout(() => own.abort(), AGAIN);
    try {
      const headers = etag && !isNewPage ? {'If-None-Match': etag} : {};
      const answer = await fetch('board.json' + location.search, {headers, signal: own.signal});
      if (answer.status !== 304) {
        if (!answer.headers.has('Last-Modified')) {
          throw new Error('the worker answers ' + answer.status);
        }
        const nodes = await answer.json();
        if (loading !== own) {
          return;
        }
        show(nodes, isNewPage, focus);
        etag = answer.headers.get('ETag') || '';
      }
      alive('Live, as of ' + new Date(answer.headers.get('Last-Modified')).toISOString().slice(11, 19) + ' UTC', true);
    } catch (failure) {
      if (loading === own) {
        console.error(failure);
        alive('Not live: this worker does not answer. Trying again. What you see is old.', false);
      }
    } finally {
      clearTimeout(timeout);
      if (loading === own) {
        loading = null;
        loadedAt = Date.now();
      }
    }
  }

  function alive(text, isLive) {
    const wasLive = !age.classList.contains('old');
    age.textContent = text;
    age.classList.toggle('old', !isLive);
    document.documentElement.classList.toggle('stale', !isLive);
    if (wasLive !== isLive) {
      told.textContent = isLive ? 'The worker answers again.' : text;
    }
  }

  function soon() {
    if (!scheduled && !document.hidden) {
      scheduled = setTimeout(() => {
        scheduled = 0;
        load(false);
      }, Math.max(0, loadedAt + BETWEEN - Date.now()));
    }
  }

  function listen() {
    if (events) {
      events.close();
    }
    events = new EventSource('events');
    events.addEventListener('changed', soon);
    events.addEventListener('error', soon);
  }

  setInterval(() => {
    if (!document.hidden && Date.now() - loadedAt > AT_LEAST_EVERY) {
      load(false);
    }
    if (!document.hidden && (!events || events.readyState === EventSource.CLOSED)) {
      listen();
    }
  }, AT_LEAST_EVERY);

  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      events?.close();
    } else {
      listen();
      load(false);
    }
  });

  // ---- addresses

  function go(address) {
    history.pushState(null, '', address);
    load(true);
  }

  window.addEventListener('popstate', () => load(true));

  board.addEventListener('submit', event => {
    event.preventDefault();
    const query = new URLSearchParams(new FormData(event.target));
    for (const [name, value] of [...query]) {
      if (value === '') {
        query.delete(name);
      }
    }
    history.pushState(null, '', '?' + query);
    load(true, event.submitter);
  });

  document.addEventListener('click', event => {
    const link = event.target.closest('a[data-board]');
    if (link && event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      go(link.getAttribute('href'));
      return;
    }
    const button = event.target.closest('button[data-action]');
    if (button) {
      act(button);
    }
  });

  // ---- actions

  function act(button) {
    const {action, instance, command, line} = button.dataset;
    if (action === 'copy') {
      copy(button, line);
    } else {
      new Action(action, instance, command, button).open();
    }
  }

  async function copy(button, line) {
    try {
      await navigator.clipboard.writeText(line);
      button.textContent = 'Copied';
      told.textContent = 'Copied: ' + line;
    } catch (refused) {
      getSelection().selectAllChildren(button.parentElement.querySelector('code'));
      button.textContent = 'Press Ctrl+C';
      told.textContent = 'Selected, press Ctrl+C: ' + line;
    }
  }

  function element(tag, text, attributes) {
    const made = document.createElement(tag);
    made.textContent = text || '';
    for (const [name, value] of Object.entries(attributes || {})) {
      made.setAttribute(name, value);
    }
    return made;
  }

  function shellWord(text) {
    return /^[A-Za-z0-9._:@\/][A-Za-z0-9._:@\/-]*$/.test(text) ? text : "'" + text.replaceAll("'", "'\\''") + "'";
  }

  const WORDS = {
    pause: ['Pause', 'Nothing is sent for the instance until the pause ends. Its commands wait.'],
    resume: ['Resume', 'The pause ends, and its commands are sent at the pace of the instance.'],
    purge: ['Purge', 'Every command of the instance that has not ended ends as CANCELLED. This cannot be undone.'],
    cancel: ['Cancel', 'The command ends as CANCELLED. This cannot be undone.'],
  };
  const SPANS = [['15m', 900], ['1h', 3600], ['4h', 14400], ['1d', 86400], ['', 0]];

  class Action {
    constructor(kind, instance, command, opener) {
      this.kind = kind;
      this.instance = instance;
      this.command = command;
      this.opener = opener;
      this.dialog = element('dialog', '', {'aria-labelledby': 'action-heading'});
      this.form = element('form', '', {method: 'dialog'});
      this.line = element('code', '');
      this.told = element('p', '', {class: 'told', role: 'status'});
    }

    open() {
      const [word, effect] = WORDS[this.kind];
      const subject = this.command ? 'command ' + this.command : this.instance;
      this.form.append(
        element('h2', word + ' ' + subject, {id: 'action-heading'}),
        element('p', effect));
      this.fields();
      const pre = element('pre', '', {'aria-label': 'Command line', tabindex: '0'});
      pre.append(this.line);
      this.submit = element('button', word, {type: 'submit'});
      this.cancel = element('button', 'Leave', {type: 'button'});
      this.cancel.addEventListener('click', () => this.dialog.close());
      const buttons = element('p', '', {class: 'buttons'});
      buttons.append(this.submit, this.cancel);
      this.form.append(element('p', 'The same from a shell:'), pre, this.told, buttons);
      this.form.addEventListener('submit', event => {
        event.preventDefault();
        this.send();
      });
      this.form.addEventListener('input', () => this.changed());
      this.dialog.addEventListener('close', () => this.closed());
      this.dialog.append(this.form);
      document.body.append(this.dialog);
      this.changed();
      this.dialog.showModal();
    }

    field(text, name, control) {
      const label = element('label', text, {for: 'action-' + name});
      control.id = 'action-' + name;
      control.name = name;
      this.form.append(label, control);
      return control;
    }

    fields() {
      if (this.kind === 'pause') {
        this.span = this.field('How long', 'span', element('select'));
        for (const [span] of SPANS) {
          this.span.append(element('option', span || 'until it is resumed', {value: span}));
        }
        this.span.value = '1h';
        this.reason = this.field('Why (others will read it)', 'reason',
          element('input', '', {type: 'text', maxlength: '300', required: '', autocomplete: 'off'}));
      } else if (this.kind === 'purge') {
        this.count = element('p', 'Counting …');
        this.form.append(this.count);
        this.typed = this.field('Type the id of the instance', 'typed',
          element('input', '', {type: 'text', inputmode: 'numeric', required: '', autocomplete: 'off'}));
        this.look();
      }
      if (token === '') {
        this.secret = this.field('Admin token (kept in the memory of this page only)', 'token',
          element('input', '', {type: 'password', required: '', autocomplete: 'off'}));
      }
    }

    async look() {
      const path = 'instances/' + encodeURIComponent(this.instance);
      try {
        const detail = await (await fetch(path)).json();
        const {high, normal, bulk} = detail.backlog;
        let text = (high + normal + bulk + detail.inFlight) + ' commands wait here.';
        if (detail.oldestReceivedAt) {
          text += ' The oldest was read at ' + detail.oldestReceivedAt.slice(0, 19).replace('T', ' ') + ' UTC.';
        }
        this.count.textContent = text;
      } catch (failure) {
        this.count.textContent = 'The count is not known: the worker does not answer.';
      }
    }

    changed() {
      const words = ['metronome', this.kind, this.instance];
      if (this.kind === 'cancel') {
        words.push(shellWord(this.command));
      } else if (this.kind === 'pause') {
        if (this.span.value) {
          words.push('--for', this.span.value);
        }
        words.push('--reason', shellWord(this.reason.value || '…'));
      }
      this.line.textContent = words.join(' ');
      this.submit.disabled = this.typed !== undefined && this.typed.value !== this.instance;
    }

    request() {
      const instance = encodeURIComponent(this.instance);
      if (this.kind === 'cancel') {
        return ['commands/' + instance + '/' + encodeURIComponent(this.command), {method: 'DELETE'}];
      }
      const options = {method: 'POST'};
      if (this.kind === 'pause') {
        const seconds = SPANS.find(([span]) => span === this.span.value)[1];
        const until = new Date(Date.now() + seconds * 1000).toISOString();
        options.body = JSON.stringify({reason: this.reason.value, ...(seconds ? {until} : {})});
      }
      return ['instances/' + instance + '/' + this.kind, options];
    }

    async send() {
      const given = this.secret ? this.secret.value : token;
      const [path, options] = this.request();
      this.submit.disabled = true;
      this.told.textContent = 'Sending …';
      try {
        const answer = await fetch(path, {...options, headers: {Authorization: 'Bearer ' + given}});
        const json = await answer.json();
        if (answer.status !== 202) {
          token = answer.status === 401 ? '' : token;
          throw new Error(json.error || 'the worker answers ' + answer.status);
        }
        token = given;
        this.told.textContent = 'Control record ' + json.offset + ' is written. Reading it back …';
        await this.readBack(json.offset);
        this.told.textContent = 'Confirmed: control record ' + json.offset + ' was read back.';
        this.submit.hidden = true;
        this.cancel.textContent = 'Close';
        this.cancel.focus();
        etag = '';
        soon();
      } catch (failure) {
        this.told.textContent = 'Not done: ' + failure.message;
        if (token === '' && !this.secret) {
          this.told.textContent += ' Leave, and act again to give another token.';
        }
        this.changed();
      }
    }

    async readBack(offset) {
      for (let i = 0; i < 40; i++) {
        const {records} = await (await fetch('audit')).json();
        if (records.some(record => record.offset === offset)) {
          return;
        }
        await new Promise(resolve => setTimeout(resolve, 250));
      }
      throw new Error('control record ' + offset + ' is written, but this worker has not read it back in 10 s.');
    }

    closed() {
      this.dialog.remove();
      if (this.opener.isConnected) {
        this.opener.focus();
      } else {
        const row = board.querySelector('[data-key="i' + CSS.escape(this.instance) + '"] a');
        (row || document.getElementById('subject') || board).focus();
      }
    }
  }

  // ---- begin

  document.documentElement.classList.add('scripted');
  listen();
  load(false);
})();
