package io.controlfeed.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.tck.MemoryFeed;
import io.controlfeed.publisher.Database.Fresh;
import io.controlfeed.publisher.outbox.Outbox;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.sqlite.SQLiteDataSource;

/** What README says to those who use Spring: an event shares the fate of its {@code @Transactional} method. */
class SpringTest {
    @TempDir
    private Path dir = Path.of(".");

    private Fresh outbox = new Fresh("");
    private AnnotationConfigApplicationContext spring = new AnnotationConfigApplicationContext();

    @Configuration
    @EnableTransactionManagement
    static class Application {
        @Bean
        PlatformTransactionManager transactions(DataSource data) {
            return new JdbcTransactionManager(data);
        }

        @Bean
        Plans plans(DataSource data) {
            return new Plans(data);
        }
    }

    static class Plans {
        private final Outbox outbox = new Outbox();
        private final DataSource data;
        private final JdbcTemplate template;

        Plans(DataSource data) {
            this.data = data;
            this.template = new JdbcTemplate(data);
        }

        @Transactional
        public void change(String subject) throws SQLException {
            template.update("INSERT INTO plan VALUES (?)", subject);
            outbox.enqueue(DataSourceUtils.getConnection(data), event(subject));
        }

        @Transactional
        public void changeByTemplate(String subject) {
            template.update("INSERT INTO plan VALUES (?)", subject);
            template.execute((ConnectionCallback<Boolean>) connection -> enqueued(connection, subject));
        }

        @Transactional
        public void changeAndFail(String subject) throws SQLException {
            change(subject);
            throw new IllegalStateException("it may not be");
        }

        private boolean enqueued(Connection connection, String subject) throws SQLException {
            outbox.enqueue(connection, event(subject));
            return true;
        }

        private static ControlEvent event(String subject) {
            return Rows.event(subject, subject);
        }
    }

    @BeforeEach
    void start() throws SQLException {
        outbox = Database.SQLITE.create(dir);
        outbox.execute("CREATE TABLE plan (subject TEXT PRIMARY KEY)");
        SQLiteDataSource data = new SQLiteDataSource();
        data.setUrl("jdbc:sqlite:" + outbox.place());
        spring.registerBean(DataSource.class, () -> data);
        spring.register(Application.class);
        spring.refresh();
    }

    @AfterEach
    void stop() {
        spring.close();
    }

    @Test
    void whatIsCommitted_isPublished_andWhatIsRolledBack_neverWas() throws Exception {
        Plans plans = spring.getBean(Plans.class);

        plans.change("one");
        assertThatThrownBy(() -> plans.changeAndFail("two")).hasMessage("it may not be");
        plans.changeByTemplate("three");
        MemoryFeed feed = new MemoryFeed();
        RunningPump.pump(outbox, feed, RunningPump.QUICK).drain();

        assertThat(outbox.query("SELECT subject FROM plan ORDER BY subject")).containsExactly("one", "three");
        assertThat(FeedContent.of(feed)).extracting(ControlEvent::subject).containsExactly("one", "three");
    }
}
