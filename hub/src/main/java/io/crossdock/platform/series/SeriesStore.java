package io.crossdock.platform.series;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class SeriesStore {

    private final JdbcClient jdbc;

    SeriesStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    long take(String name, int count, long first) {
        return jdbc.sql("""
                INSERT INTO series.series AS s (name, next_value) VALUES (:name, :first + :count)
                ON CONFLICT (name) DO UPDATE SET next_value = s.next_value + :count
                RETURNING next_value - :count
                """)
                .param("name", name).param("count", count).param("first", first).query(Long.class).single();
    }
}
