-- A node that was only silent is remembered after others have taken over from it: when its folder has another, it is surely dead,
-- and what it had begun is asked about at once instead of after twelve minutes.
alter table prospecting.node add column given_up_at timestamptz;
