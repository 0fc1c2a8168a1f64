// Says in words when the browser refused the passkey; the library only logs it.
document.addEventListener('allauth.error', () => {
  document.querySelector('[data-passkey-failed]')?.removeAttribute('hidden')
})
