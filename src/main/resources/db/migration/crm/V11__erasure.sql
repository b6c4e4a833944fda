-- Whoever asks to be forgotten is: their history, too, which nothing else takes away. What remains is that it was done.
call kernel.erasable('crm.change');
