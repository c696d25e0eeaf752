-- Organizations are found without the accents of their names. The server fills this at its start.
-- Until then, and for rows that an older server adds meanwhile, the name alone is searched.
ALTER TABLE "organizations" ADD COLUMN "search_text" TEXT NOT NULL DEFAULT '';
