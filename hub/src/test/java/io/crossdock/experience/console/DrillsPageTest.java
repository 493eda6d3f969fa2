package io.crossdock.experience.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DrillsPageTest extends ConsoleScene {

    @Test
    void withoutDrillsItSaysHowToRunOneAndThenShowsHowTheyWent() {
        Person kim = new Person("kim");
        assertThat(kim.page("/console/drills")).contains("Nothing has been practised yet",
                "crossdock drill run erp-down --publish", "href=\"/console/drills\" aria-current=\"page\"");

        jdbc.sql("""
                INSERT INTO practice.report (id, drill, seed, begun_at, passed, report, told_by, told_at)
                SELECT CAST(id AS uuid), drill, '11', CAST(begun AS timestamptz), passed,
                       jsonb_build_object('drill', drill, 'seed', '11', 'begun', begun, 'traffic', 'PT60S', 'took', 'PT91S',
                           'passed', passed, 'score', CAST(score AS jsonb),
                           'script', jsonb_build_array('second 13: <it rains>'),
                           'diedAt', jsonb_build_array('after-call'), 'findings', CAST(findings AS jsonb),
                           'rerun', 'crossdock drill run'),
                       'test', now()
                  FROM (VALUES ('00000000-0000-0000-0000-000000000001', 'chaos', '2026-11-26T16:18:32Z', true, '[]',
                                '{"asked": 120, "kept": 114, "refused": 6, "lost": 0, "doubled": 0, "unasked": 0,
                                  "oversold": 0, "outOfTier": 0, "noticed": "PT1.094S", "drained": "PT0.82S"}'),
                               ('00000000-0000-0000-0000-000000000002', 'erp-down', '2026-11-26T17:18:32Z', false,
                                '["an order is missing"]', 'null')) AS r(id, drill, begun, passed, findings, score)
                """).update();
        try {
            assertThat(kim.page("/console/drills")).contains("1 of 2 drills", ">passed<", ">failed<", "114", "1.1 s",
                    "did not come to its end");
            assertThat(kim.page("/console/drills/00000000-0000-0000-0000-000000000002")).contains("an order is missing",
                    "no score", "second 13: &lt;it rains&gt;", "A hub died at: after-call");
            assertThat(kim.get("/console/drills/00000000-0000-0000-0000-000000000009").statusCode()).isEqualTo(404);

            jdbc.sql("""
                    UPDATE practice.report SET begun_at = :now, report = jsonb_set(report, '{begun}', to_jsonb(:told::text))
                     WHERE NOT passed
                    """).param("now", java.sql.Timestamp.from(clock.instant())).param("told", clock.instant().toString()).update();
            assertThat(kim.page("/console/exceptions")).contains("A drill failed: erp-down");
            jdbc.sql("UPDATE practice.report SET passed = true").update();
            assertThat(kim.page("/console/exceptions")).doesNotContain("A drill failed");
        } finally {
            jdbc.sql("DELETE FROM practice.report").update();
        }
    }

    @Test
    void aDrillOnAShadowLaneIsBegunWatchedAndStopped() {
        Person kim = new Person("kim");
        assertThat(kim.page("/console/drills")).contains("Practise on a shadow lane", "<option>erp</option>",
                "value=\"ambiguous-answers\"").doesNotContain("Running now", "<option>roadlink</option>");
        assertThat(kim.post("/console/drills/shadow", "system=erp&drill=ambiguous-answers&minutes=90", "/console/drills").body())
                .contains("1 to 60 minutes: nothing was begun");
        try {
            assertThat(kim.post("/console/drills/shadow", "system=erp&drill=ambiguous-answers&minutes=2", "/console/drills").body())
                    .contains("a stand-in is called in the place of erp");
            assertThat(kim.page("/console/drills")).contains("Running now", "ambiguous-answers on shadow of erp", "0 of 240",
                    "user:kim");
            assertThat(kim.post("/console/drills/shadow", "system=erp&drill=system-down&minutes=2", "/console/drills").body())
                    .contains("ambiguous-answers runs there already");
            String id = jdbc.sql("SELECT id FROM practice.shadow_drill WHERE ended_at IS NULL").query(String.class).single();
            assertThat(kim.post("/console/drills/shadow/" + id + "/stop", "", "/console/drills").body()).contains("Stopped");
            assertThat(kim.page("/console/drills")).doesNotContain("Running now");
        } finally {
            jdbc.sql("DELETE FROM practice.shadow_drill").update();
        }
    }
}
