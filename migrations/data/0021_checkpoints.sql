-- Before a state of the log is signed, all of it is verified anew; nothing is continued from a checkpoint any more.
alter table audit_checkpoints drop column frontier;
