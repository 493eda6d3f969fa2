package io.crossdock.platform.maps;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Versions and pins. */
@Repository
class MapStore {

    private final JdbcClient jdbc;

    MapStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Both rows in one statement: a pin never names a version that is not kept. */
    void pin(Produced produced, Use use, MapVersion map, Instant now) {
        jdbc.sql("""
                WITH kept AS (
                    INSERT INTO maps.version (map, version, hash, owner, source, first_used)
                    VALUES (:map, :version, :hash, :owner, :source, :now)
                    ON CONFLICT DO NOTHING)
                INSERT INTO maps.pin (produced, id, map, version, hash, pinned_at, part, story)
                VALUES (:produced, :id, :map, :version, :hash, :now, :part, :story)
                ON CONFLICT DO NOTHING
                """)
                .param("map", map.id()).param("version", map.version()).param("hash", map.hash())
                .param("owner", map.owner()).param("source", map.source()).param("now", Timestamp.from(now))
                .param("produced", produced.kind().column()).param("id", produced.id())
                .param("part", use.part()).param("story", use.story().isEmpty() ? null : use.story()).update();
    }

    List<Pinned> pins(Collection<UUID> produced, int most) {
        return produced.isEmpty() ? List.of() : jdbc.sql("""
                SELECT produced, id, map, version, hash, pinned_at FROM maps.pin
                 WHERE id IN (:ids) ORDER BY pinned_at, map LIMIT :most
                """)
                .param("ids", produced).param("most", most).query(MapStore::pinned).list();
    }

    /** What stories were first made with. */
    List<Map.Entry<String, MapVersion>> first(Collection<String> stories) {
        return stories.isEmpty() ? List.of() : jdbc.sql("""
                SELECT p.story, v.map, v.version, v.owner, v.source
                  FROM (SELECT DISTINCT ON (story, part) story, part, map, version, hash FROM maps.pin
                         WHERE story IN (:stories) ORDER BY story, part, pinned_at) p
                  JOIN maps.version v USING (map, version, hash) ORDER BY p.story, v.map
                """)
                .param("stories", stories).query((row, n) -> Map.entry(row.getString("story"), version(row, n))).list();
    }

    /** The map that a story is to be read with, where somebody has chosen the one of its day. */
    Optional<MapVersion> chosen(Use use) {
        return jdbc.sql("""
                SELECT v.map, v.version, v.owner, v.source
                  FROM maps.choice c JOIN maps.pin p ON p.story = c.story AND p.part = :part
                  JOIN maps.version v USING (map, version, hash)
                 WHERE c.story = :story ORDER BY p.pinned_at LIMIT 1
                """)
                .param("story", use.story()).param("part", use.part()).query(MapStore::version).optional();
    }

    void choose(String story, String who, Instant now) {
        jdbc.sql("""
                INSERT INTO maps.choice (story, chosen_by, chosen_at) VALUES (:story, :who, :now)
                ON CONFLICT (story) DO UPDATE SET chosen_by = excluded.chosen_by, chosen_at = excluded.chosen_at
                """)
                .param("story", story).param("who", who).param("now", Timestamp.from(now)).update();
    }

    void forget(String story) {
        jdbc.sql("DELETE FROM maps.choice WHERE story = :story").param("story", story).update();
    }

    /** The text that was used, for a reader that must use it again. */
    Optional<MapVersion> version(String map, String version, String hash) {
        return jdbc.sql("""
                SELECT map, version, owner, source FROM maps.version
                 WHERE map = :map AND version = :version AND hash = :hash
                """)
                .param("map", map).param("version", version).param("hash", hash)
                .query(MapStore::version).optional();
    }

    /** Whether another text was used under the same declared version. */
    boolean isChangedSilently(MapVersion map) {
        return jdbc.sql("""
                SELECT EXISTS (SELECT FROM maps.version WHERE map = :map AND version = :version AND hash <> :hash)
                """)
                .param("map", map.id()).param("version", map.version()).param("hash", map.hash())
                .query(Boolean.class).single();
    }

    /** When another text than one of these was first used under the same declared version; by map. */
    Map<String, Instant> otherTexts(Collection<MapVersion> maps) {
        return jdbc.sql("""
                SELECT m.map, max(v.first_used) AS used
                  FROM unnest(string_to_array(:maps, E'\\n'), string_to_array(:versions, E'\\n'),
                              string_to_array(:hashes, E'\\n')) AS m(map, version, hash)
                  JOIN maps.version v ON v.map = m.map AND v.version = m.version AND v.hash <> m.hash
                 GROUP BY m.map
                """)
                .param("maps", lines(maps, MapVersion::id)).param("versions", lines(maps, MapVersion::version))
                .param("hashes", lines(maps, MapVersion::hash))
                .query((row, n) -> Map.entry(row.getString("map"), row.getTimestamp("used").toInstant())).list().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static String lines(Collection<MapVersion> maps, Function<MapVersion, String> part) {
        return maps.stream().map(part).collect(Collectors.joining("\n"));
    }

    private static MapVersion version(ResultSet row, int number) throws SQLException {
        return new MapVersion(row.getString("map"), row.getString("version"), row.getString("owner"),
                row.getString("source"));
    }

    private static Pinned pinned(ResultSet row, int number) throws SQLException {
        return new Pinned(new Produced(Produced.Kind.valueOf(row.getString("produced").toUpperCase(java.util.Locale.ROOT)),
                row.getObject("id", UUID.class)), row.getString("map"), row.getString("version"), row.getString("hash"),
                row.getTimestamp("pinned_at").toInstant());
    }
}
