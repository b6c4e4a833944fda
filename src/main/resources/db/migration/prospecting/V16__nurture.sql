-- Of what people who are not in the market now get from us, eight in ten are of use to them.
alter table prospecting.play_step add column promotional boolean not null default false;
