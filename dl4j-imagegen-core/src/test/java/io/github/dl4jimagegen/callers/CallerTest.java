package io.github.dl4jimagegen.callers;

import io.github.dl4jimagegen.NoThreadsLeft;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests of code that calls the iterators: none may hang or leave threads. A test that hangs is abandoned. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NoThreadsLeft.class)
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
@interface CallerTest {}
