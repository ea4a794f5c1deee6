-- When an effect was tried last, and how long its call is waited for: until then, and somewhat longer, it may take hold though nobody hears of it any more.
ALTER TABLE effects ADD COLUMN tried_at timestamptz NOT NULL DEFAULT now(), ADD COLUMN answer_seconds integer NOT NULL DEFAULT 30;
