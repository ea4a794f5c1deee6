-- In which incident each alert of a page is, is found in the index alone: those of one entity lie apart, and each was a page of the index and one of
-- the table read from the disk, more than the alerts themselves.
DROP INDEX incident_alerts_by_alert;
CREATE INDEX incident_alerts_by_alert ON incident_alerts (alert_id) INCLUDE (incident_id, workspace_id);
