package io.crossdock.testing;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.stereotype.Component;
import org.springframework.util.ClassUtils;

/** The components of packages: each is searched once, for all hubs of a JVM. Whether conditions hold, each hub sees. */
final class Components extends ClassPathScanningCandidateComponentProvider {

    private static final Map<String, List<? extends Class<?>>> FOUND = new ConcurrentHashMap<>();

    private final AnnotationTypeFilter component = new AnnotationTypeFilter(Component.class);

    private Components() {
        super(false);
    }

    static List<? extends Class<?>> of(String basePackage) {
        return FOUND.computeIfAbsent(basePackage, each -> new Components().findCandidateComponents(each).stream()
                .map(BeanDefinition::getBeanClassName).flatMap(name -> Optional.ofNullable(name).stream())
                .map(name -> ClassUtils.resolveClassName(name, Components.class.getClassLoader())).toList());
    }

    @Override
    protected boolean isCandidateComponent(MetadataReader reader) throws IOException {
        return component.match(reader, getMetadataReaderFactory());
    }
}
