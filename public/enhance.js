// Small comforts of the plain pages. Everything here also works without it.

// The setup link carries its key behind the # sign, so that it never reaches a log.
const tokenField = document.querySelector('[data-setup-token] input');
if (tokenField && location.hash.length > 1) {
  tokenField.value = location.hash.slice(1);
  history.replaceState(null, '', location.pathname + location.search);
  tokenField.closest('[data-setup-token]').hidden = true;
}

// The meter below a new password: the server judges, the words explain.
for (const meter of document.querySelectorAll('[data-strength-for]')) {
  const input = document.getElementById(meter.dataset.strengthFor);
  const text = meter.querySelector('.meter__text');
  let pending = 0;
  let latest = 0;
  const show = (level, words) => {
    meter.dataset.level = level;
    text.textContent = words;
  };
  const judge = async () => {
    const number = ++latest;
    const about = [...input.form.querySelectorAll('input[name=email], input[name=name]')].map((field) => field.value);
    const answer = await fetch('/api/account/password-strength', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ password: input.value, about, locale: document.documentElement.lang }),
    }).catch(() => null);
    if (number !== latest || !answer?.ok) return;
    const { score, missing_chars: missing, advice } = await answer.json();
    const words = [text.getAttribute(`data-level-${score}`), ...advice];
    if (missing > 0) words.unshift(text.dataset.missing.replace('{n}', missing));
    show(missing > 0 ? Math.min(score, 1) : score, words.join(' '));
  };
  input.addEventListener('input', () => {
    clearTimeout(pending);
    if (input.value === '') show(0, '');
    else pending = setTimeout(judge, 250);
  });
}

// The browser words its file fields in a language of its own; here they speak that of the page.
for (const input of document.querySelectorAll('input[data-choose]')) {
  const [field, button, name] = ['label', 'span', 'span'].map((tag) => document.createElement(tag));
  field.className = 'input file';
  button.className = 'file__button';
  name.className = 'file__name';
  button.textContent = input.dataset.choose;
  const show = () => {
    name.textContent = input.files[0]?.name ?? input.dataset.none;
  };
  input.addEventListener('change', show);
  field.addEventListener('dragover', (event) => event.preventDefault());
  field.addEventListener('drop', (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length === 0) return;
    input.files = event.dataTransfer.files;
    show();
  });
  input.className = 'file__input';
  input.replaceWith(field);
  field.append(button, name, input);
  show();
}

// Menus close when something else is pressed, and with Escape.
addEventListener('pointerdown', ({ target }) => {
  for (const menu of document.querySelectorAll('details.menu[open]')) {
    if (!menu.contains(target)) menu.open = false;
  }
});
addEventListener('keydown', ({ key }) => {
  if (key !== 'Escape') return;
  for (const menu of document.querySelectorAll('details.menu[open]')) {
    menu.open = false;
    menu.querySelector('summary').focus();
  }
});
