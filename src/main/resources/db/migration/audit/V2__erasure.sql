-- The values of entries about somebody who is erased. The entries, their digests and seals stay: verification passes still.
call kernel.erasable('audit.detail');
