import './style/tokens.css';
import './style/base.css';
import './style/parts.css';
import './style/shell.css';
import './style/bookings.css';
import './style/settings.css';
import './style/set-up.css';
import './style/mapping.css';
import './style/validator.css';
import { render } from 'preact';
import { App } from './app';
import { complete, start } from './core';
import { keepPage } from './policy';
import { comeBack } from './sign-in';
import './theme';

// A file dropped beside a drop zone must not replace the page.
for (const type of ['dragover', 'drop']) {
  addEventListener(type, (event) => event.preventDefault());
}

// First of all: a code in the address is nobody's business.
comeBack();

const root = document.getElementById('app');
if (root) render(<App />, root);
start();

// When nothing else is to be done.
complete.subscribe((read) => {
  if (read) setTimeout(keepPage, 3_000);
});
